import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Chưa có gì', 'Nothing yet'),
    props: {
      title: say('Bác chưa có giấy xác nhận nào', 'You have no confirmation yet'),
      icon: 'certificate',
    },
    text: say('Làm bài kiểm tra khi nào bác thấy sẵn sàng.', 'Take the test when you feel ready.'),
  },
];
