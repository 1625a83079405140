import type { ReportDocument } from '../../domain/document/report-document.ts';

const bound = (code: string, part: string, text: string) => ({ name: `bdhvs.${code}.${part}`, text });
const row = (
  code: string,
  label: string,
  unit: string,
  num: string,
  den: string,
  share: string,
  target: string,
) => ({
  label,
  unit,
  num: bound(code, 'num', num),
  den: bound(code, 'den', den),
  share: bound(code, 'share', share),
  target,
  previous: '',
});
const LONG =
  'Các tổ công nghệ số cộng đồng đến từng ngõ, gõ từng nhà; lớp buổi tối ở nhà văn hoá đông hơn kỳ trước, nhiều người cao tuổi lần đầu tự gọi được cho con cháu và tự đặt lịch khám. ';

/** A report of two pages, made up. */
export const DOCUMENT: ReportDocument = {
  issuer: ['ỦY BAN NHÂN DÂN', 'PHƯỜNG PHÚ LƯƠNG'],
  symbol: 'Số:        /BC-UBND',
  place: 'Phú Lương, ngày        tháng        năm 2026',
  subject: 'Kết quả thực hiện phong trào “Bình dân học vụ số” quý III năm 2026',
  addressee: 'Ủy ban nhân dân thành phố Hà Nội',
  opening:
    'Ủy ban nhân dân phường Phú Lương báo cáo kết quả thực hiện phong trào “Bình dân học vụ số” quý III năm 2026 (số liệu từ ngày 15/06/2026 đến hết ngày 14/09/2026) như sau:',
  sections: [
    { title: 'I. KẾT QUẢ THỰC HIỆN', paragraphs: [LONG.repeat(3).trim()], withTable: true },
    { title: 'II. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN', paragraphs: [LONG.repeat(4).trim()], withTable: false },
    { title: 'III. KHÓ KHĂN, ĐỀ XUẤT, KIẾN NGHỊ', paragraphs: ['Không có nội dung.'], withTable: false },
    { title: 'IV. NHIỆM VỤ KỲ TỚI', paragraphs: ['Mỗi tổ dân phố mở một buổi học./.'], withTable: false },
  ],
  rows: [
    row(
      'adults-confirmed',
      'Người trưởng thành đã được xác nhận kỹ năng số cơ bản',
      'người',
      '12.345',
      '40.000',
      '30,9 %',
      '≥ 80 %',
    ),
    row('classes-held', 'Lớp tập huấn, lớp cộng đồng đã mở trong kỳ', 'lớp', '7', '', '', ''),
    row('budget', 'Kinh phí đã sử dụng trong kỳ', 'triệu đồng', '8,5', '', '', ''),
  ],
  remarks: ['Lớp tập huấn: dùng số của đơn vị.'],
  authority: 'TM. ỦY BAN NHÂN DÂN',
  position: 'CHỦ TỊCH',
  recipients: ['- Như trên;', '- Lưu: VT.'],
};
