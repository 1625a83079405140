import type { Random } from '#modules/assessment/server.ts';

// Common parts of Vietnamese names, put together by chance: nobody in particular.
const SURNAMES =
  'Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Lê Phạm Phan Phan Hoàng Hoàng Vũ Võ Đặng Bùi Đỗ Hồ Hồ Ngô Dương Cao Đinh Thái Lương Vi Lô Trương';
const WOMEN =
  'Thị Hoa,Thị Lan,Thị Hương,Thị Mai,Thị Hạnh,Thị Thanh Nga,Thị Hồng,Thị Kim Oanh,Thị Thu,Thị Minh Châu,Thị Loan,Thị Phương,Thị Bích Ngọc,Thị Hà,Thị Tâm,Thị Yến,Khánh Linh,Thùy Dung,Thị Nhàn,Thị Sáu,Thị Lý,Thị Vân Anh,Thị Quỳnh,Thị Xuân';
const MEN =
  'Văn Hùng,Văn Minh,Đức Anh,Văn Sơn,Quang Huy,Văn Tài,Hữu Phúc,Đình Nam,Văn Lâm,Xuân Thành,Văn Hải,Trọng Nghĩa,Văn Đông,Bá Lộc,Quốc Bảo,Văn Cường,Sỹ Tuấn,Văn Thắng,Công Vinh,Văn Bình,Ngọc Khánh,Văn Quý,Đăng Khoa,Văn Dần';

const surnames = SURNAMES.split(' ');
const women = WOMEN.split(',');
const men = MEN.split(',');
export const pick = <T>(list: readonly T[], chance: Random): T => list[Math.floor(chance() * list.length)]!;

/** An invented name. */
export function inventName(chance: Random): string {
  return `${pick(surnames, chance)} ${pick(chance() < 0.55 ? women : men, chance)}`;
}
