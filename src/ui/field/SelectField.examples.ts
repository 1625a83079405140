import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Chọn một', 'Choose one'),
    props: {
      label: say('Nhóm', 'Group'),
      name: 'group',
      value: 'b',
      options: [
        { value: 'a', label: say('Người dân', 'Residents') },
        { value: 'b', label: say('Học sinh, sinh viên', 'Pupils and students') },
      ],
    },
  },
  {
    name: say('Có lỗi', 'With an error'),
    props: {
      label: say('Tỉnh, thành phố', 'Province'),
      name: 'province',
      options: [{ value: '', label: say('Chọn…', 'Choose…') }],
      error: say('Cần chọn một tỉnh, thành phố.', 'Choose a province.'),
    },
  },
];
