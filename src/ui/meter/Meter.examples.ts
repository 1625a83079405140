import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Có mốc cần đạt', 'With a target'),
    props: { value: 0.683, target: 0.85, label: say('Người dân trưởng thành', 'Adult residents') },
  },
  {
    name: say('Đạt', 'Reached'),
    props: { value: 0.961, target: 0.95, tone: 'done', label: say('Cán bộ, công chức', 'Officials') },
  },
  {
    name: say('Chậm', 'Late'),
    props: { value: 0.38, tone: 'wait', label: say('Trí tuệ nhân tạo', 'Artificial intelligence') },
  },
  {
    name: say('Bất thường', 'Unusual'),
    props: { value: 1.2, tone: 'bad', label: say('Vượt 100 %', 'Over 100 %') },
  },
];
