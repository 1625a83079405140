import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Chọn một', 'One of several'),
    props: { name: 'one', value: 'a' },
    text: say('Ngân hàng nhắn tin là bình thường', 'It is normal for a bank to send messages'),
  },
  {
    name: say('Đang chọn', 'Chosen'),
    props: { name: 'one', value: 'b', checked: true },
    text: say('Tin nhắn viết hơi ngắn', 'The message is rather short'),
  },
  {
    name: say('Chọn nhiều', 'Several'),
    props: { type: 'checkbox', name: 'many', value: 'a', checked: true },
    text: say('Tắt máy rồi gọi lại số in sau thẻ', 'Hang up and call the number on the card'),
  },
  {
    name: say('Đúng', 'Right'),
    props: { name: 'shown', value: 'a', checked: true, state: 'right', disabled: true },
    text: say('Giục gấp và đưa đường dẫn lạ', 'It presses you and gives a strange link'),
  },
  {
    name: say('Chưa đúng', 'Not right'),
    props: { name: 'shown2', value: 'b', checked: true, state: 'wrong', disabled: true },
    text: say('Bấm vào xem thử', 'Tap it to have a look'),
  },
];
