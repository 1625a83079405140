import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Thông tin', 'Information'),
    props: { title: say('Bài này có sẵn trên máy', 'This lesson is on the device') },
    text: say('Mất mạng vẫn học được.', 'It works without a network.'),
  },
  { name: say('Xong', 'Done'), props: { tone: 'done', title: say('Đã lưu', 'Saved') } },
  {
    name: say('Đang chờ', 'Waiting'),
    props: { tone: 'wait', title: say('Chờ mạng', 'Waiting for the network') },
    text: say('3 việc sẽ được gửi khi có mạng.', '3 things will be sent when online.'),
  },
  {
    name: say('Lỗi', 'Something went wrong'),
    props: { tone: 'bad', title: say('Mã không đúng', 'The code is wrong') },
    text: say('Xem lại 6 số trên máy rồi gõ lại.', 'Look at the 6 digits again and type them once more.'),
  },
];
