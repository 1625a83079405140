import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  { name: say('Thông tin', 'Information'), text: say('6 phút', '6 minutes') },
  { name: say('Xong', 'Done'), props: { tone: 'done' }, text: say('vững', 'firm') },
  {
    name: say('Đang chờ', 'Waiting'),
    props: { tone: 'wait' },
    text: say('học dở · bước 3/6', 'begun · step 3/6'),
  },
  { name: say('Cần chú ý', 'Needs care'), props: { tone: 'bad' }, text: say('quá hạn', 'overdue') },
];
