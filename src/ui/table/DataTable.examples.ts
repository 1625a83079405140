import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Có thể xếp', 'Can be sorted'),
    props: {
      caption: say('Các tổ dân phố (số ví dụ)', 'Residential groups (sample figures)'),
      columns: [
        { key: 'name', label: say('Tổ dân phố', 'Group'), sort: true },
        { key: 'adults', label: say('Người lớn', 'Adults'), number: true, sort: true },
        { key: 'note', label: say('Ghi chú', 'Note') },
      ],
      rows: [
        { name: say('Tổ 2', 'Group 2'), adults: 982, note: '' },
        {
          name: say('Tổ 10', 'Group 10'),
          adults: 1204,
          note: say('62 người cao tuổi chưa tới lớp', '62 older people not yet reached'),
        },
        { name: say('Tổ 1', 'Group 1'), adults: null, note: say('chưa có số', 'no figure yet') },
      ],
    },
  },
  {
    name: say('Chưa có dòng nào', 'No rows'),
    props: {
      caption: say('Danh sách trống', 'An empty list'),
      columns: [{ key: 'name', label: say('Tên', 'Name') }],
      rows: [],
    },
  },
];
