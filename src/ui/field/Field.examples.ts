import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Ô chữ', 'Text'),
    props: {
      label: say('Họ và tên', 'Full name'),
      name: 'full',
      required: true,
      hint: say('Viết như trên giấy tờ', 'As on your papers'),
    },
  },
  {
    name: say('Có lỗi', 'With an error'),
    props: {
      label: say('Số nhà', 'House number'),
      name: 'house',
      value: '???',
      error: say('Chỉ gồm chữ và số, ví dụ 12A.', 'Letters and digits only, such as 12A.'),
    },
  },
  {
    name: say('Mật khẩu', 'Password'),
    props: {
      label: say('Mật khẩu', 'Password'),
      name: 'secret',
      type: 'password',
      required: true,
      autocomplete: 'off',
    },
  },
  {
    name: say('Nhiều dòng', 'Several lines'),
    props: { label: say('Ghi chú', 'Note'), name: 'note', rows: 3, maxlength: 500 },
  },
  {
    name: say('Không sửa được', 'Disabled'),
    props: {
      label: say('Đơn vị', 'Unit'),
      name: 'unit',
      value: say('Phường Mẫu', 'Sample ward'),
      disabled: true,
    },
  },
];
