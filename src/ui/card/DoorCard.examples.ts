import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Lối sang trang khác', 'The way to another page'),
    props: {
      href: '/kieu-dang',
      icon: 'phone',
      title: say('Tập trên điện thoại giả', 'Practise on a make-believe phone'),
      note: say('Bấm sai cũng không sao', 'A wrong tap does no harm'),
    },
  },
];
