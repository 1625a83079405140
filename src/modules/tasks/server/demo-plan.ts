import type { DeadlineKind } from '../domain/deadline.ts';
import type { Act, ItemState } from '../domain/item.ts';

interface Standing {
  readonly state: ItemState;
  readonly reportedDaysAgo: number | null;
}

/** A task for a demonstration. Days are counted from the day on which it is loaded. */
export interface DemoTask {
  readonly by: 'province' | 'ward';
  readonly title: string;
  readonly product: string;
  readonly lead: string;
  readonly coordinating: string;
  readonly kind: DeadlineKind;
  readonly dueIn: number | null;
  readonly rrule: string | null;
  /** Where the ward of the demonstration stands; null: it has no part. */
  readonly ward: Standing | null;
  /** The other communes, by their place; undefined for those without a part. */
  readonly others?: (index: number) => Standing | undefined;
  /** The history of the ward's part. */
  readonly said: readonly (readonly [Act, string, 'worker' | 'giver'])[];
  readonly evidence?: boolean;
}

const open = (state: ItemState): Standing => ({ state, reportedDaysAgo: null });
const plain = {
  product: '',
  coordinating: '',
  kind: 'dated',
  rrule: null,
  dueIn: null,
  said: [],
} as const;

export const demoTasks: readonly DemoTask[] = [
  {
    ...plain,
    by: 'province',
    title: 'Mở lớp học số buổi tối ở nhà văn hoá khối, xóm',
    product: 'Mỗi xã, phường ít nhất hai lớp',
    lead: 'UBND các xã, phường',
    coordinating: 'Tổ công nghệ số cộng đồng',
    dueIn: 20,
    ward: open('accepted'),
    others: (index) =>
      index % 10 < 3
        ? { state: 'confirmed', reportedDaysAgo: 4 + (index % 7) }
        : index % 10 < 4
          ? { state: 'reported', reportedDaysAgo: 1 }
          : open(index % 10 < 8 ? 'accepted' : 'given'),
    said: [
      ['accept', '', 'worker'],
      ['note', 'Đã mở một lớp ở khối 3, tối thứ Ba và thứ Năm.', 'worker'],
    ],
    evidence: true,
  },
  {
    ...plain,
    by: 'province',
    title: 'Lập danh sách người hỗ trợ tại điểm học số',
    product: 'Danh sách theo mẫu',
    lead: 'UBND các xã, phường',
    dueIn: -6,
    ward: open('accepted'),
    others: (index) =>
      index % 9 === 0 ? open('accepted') : { state: 'confirmed', reportedDaysAgo: index % 6 === 0 ? 3 : 8 },
    said: [
      ['accept', '', 'worker'],
      ['report', '', 'worker'],
      ['send-back', 'Thiếu số điện thoại của hai khối.', 'giver'],
    ],
  },
  {
    ...plain,
    by: 'province',
    title: 'Duy trì đường dây hỏi đáp cho người cao tuổi',
    lead: 'UBND phường Trường Vinh',
    kind: 'continuous',
    ward: open('accepted'),
    said: [
      ['accept', '', 'worker'],
      ['note', 'Tuần này có 14 cuộc gọi, phần nhiều hỏi cách đọc tin nhắn lừa đảo.', 'worker'],
    ],
  },
  {
    ...plain,
    by: 'province',
    title: 'Tổ chức ngày thứ Sáu học số',
    lead: 'UBND phường Trường Vinh',
    kind: 'recurring',
    rrule: 'FREQ=MONTHLY;BYDAY=4FR',
    ward: open('accepted'),
  },
  {
    ...plain,
    by: 'province',
    title: 'Nói chuyện phòng tránh lừa đảo qua mạng ở chợ và bến xe',
    product: 'Mỗi điểm một buổi',
    lead: 'Công an tỉnh, UBND các xã, phường',
    coordinating: 'Đoàn thanh niên',
    dueIn: 35,
    ward: null,
  },
  {
    ...plain,
    by: 'ward',
    title: 'Rà soát hộ chưa có ai biết dùng dịch vụ công trực tuyến',
    product: 'Danh sách theo khối',
    lead: 'UBND phường',
    dueIn: 3,
    ward: { state: 'reported', reportedDaysAgo: 1 },
    said: [
      ['accept', '', 'worker'],
      ['note', 'Xong 9 trong 12 khối.', 'worker'],
      ['report', 'Đủ 12 khối.', 'worker'],
    ],
  },
  {
    ...plain,
    by: 'ward',
    title: 'Dán bảng chữ to hướng dẫn gọi trợ giúp ở nhà văn hoá',
    lead: 'Các tổ dân phố',
    kind: 'undated',
    ward: null,
  },
];

export const demoIncoming = [
  {
    number: '00/CV-MAU',
    issuer: 'UBND tỉnh (văn bản mẫu)',
    subject: 'Báo cáo số lớp học số đã mở trong quý',
    parties: [
      { name: 'Phòng Văn hóa - Xã hội', role: 'lead' },
      { name: 'Văn phòng HĐND và UBND', role: 'participant' },
    ],
  },
  {
    number: '01/GM-MAU',
    issuer: 'Sở Khoa học và Công nghệ (văn bản mẫu)',
    subject: 'Mời dự tập huấn người hỗ trợ',
    parties: [{ name: 'Phó Chủ tịch phụ trách', role: 'lead' }],
  },
] as const;
