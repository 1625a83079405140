import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Có chỗ điền sai', 'Faults in a form'),
    props: {
      problem: {
        code: 'http/input-invalid',
        status: 422,
        title: say('Có chỗ điền chưa đúng.', 'Something is not filled in right.'),
        next: say('Sửa rồi gửi lại.', 'Correct it and send again.'),
        faults: [{ at: 'name', what: say('Tên: cần ít nhất 2 chữ.', 'Name: at least 2 letters.') }],
      },
    },
  },
  { name: say('Mất mạng', 'Offline'), props: { problem: { code: 'offline', status: 0, title: 'offline' } } },
  {
    name: say('Lỗi hệ thống', 'A fault of ours'),
    props: {
      problem: {
        code: 'http/bug',
        status: 500,
        title: say('Có lỗi ở phía hệ thống.', 'Something broke on our side.'),
        correlationId: '0192f0a0-0000-7000-8000-000000000000',
      },
    },
  },
];
