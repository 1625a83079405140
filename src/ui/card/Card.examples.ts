import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  { name: say('Thẻ', 'Card'), text: say('Mỗi thẻ nói về một việc.', 'Each card is about one thing.') },
  {
    name: say('Cả thẻ là đường dẫn', 'The whole card is a link'),
    props: { href: '/kieu-dang' },
    text: say('Chuyển tiền bằng mã QR', 'Paying by QR code'),
  },
  {
    name: say('Thẻ hẹp trong danh sách', 'Tight, in a list'),
    props: { tight: true },
    text: say('Nộp hồ sơ trực tuyến', 'Applying online'),
  },
];
