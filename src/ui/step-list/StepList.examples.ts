import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Đang ở giữa', 'In the middle'),
    props: {
      steps: [
        { title: say('Học', 'Learn'), state: 'done' },
        {
          title: say('Kiểm tra', 'Be assessed'),
          text: say('Còn 8 câu', '8 questions left'),
          state: 'now',
          href: '/kieu-dang',
        },
        { title: say('Nhận giấy xác nhận', 'Get the confirmation'), state: 'later' },
      ],
    },
  },
  {
    name: say('Chỉ kể ra', 'Only told'),
    props: {
      steps: [{ title: say('Mở Cài đặt', 'Open Settings') }, { title: say('Chọn Mạng', 'Choose Network') }],
    },
  },
];
