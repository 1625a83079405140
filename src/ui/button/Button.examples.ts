import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Việc chính, mỗi màn hình một nút', 'The main thing, one a screen'),
    text: say('Tiếp theo', 'Next'),
  },
  { name: say('Việc phụ', 'A second thing'), props: { kind: 'quiet' }, text: say('Để sau', 'Later') },
  { name: say('Nhẹ', 'Plain'), props: { kind: 'plain' }, text: say('Nghe đọc', 'Read aloud') },
  {
    name: say('Xoá, thu hồi', 'Removing'),
    props: { kind: 'danger' },
    text: say('Thu hồi giấy xác nhận', 'Revoke the certificate'),
  },
  { name: say('Đang làm', 'Busy'), props: { busy: true }, text: say('Đang gửi', 'Sending') },
  { name: say('Chưa dùng được', 'Disabled'), props: { disabled: true }, text: say('Nộp bài', 'Submit') },
  {
    name: say('Là đường dẫn', 'A link'),
    props: { href: '/kieu-dang' },
    text: say('Xem danh sách bài', 'See the lessons'),
  },
  {
    name: say('Chữ dài, rộng hết chỗ', 'Long words, full width'),
    props: { wide: true },
    text: say(
      'Xem giấy xác nhận mức độ phổ cập kỹ năng số của tôi',
      'See my confirmation of basic digital skills',
    ),
  },
];
