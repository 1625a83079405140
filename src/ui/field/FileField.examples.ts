import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Chọn tệp', 'Choose a file'),
    props: {
      label: say('Kế hoạch', 'Plan'),
      accept: '.pdf,.docx,.txt',
      hint: say('PDF, Word hoặc văn bản thuần', 'PDF, Word or plain text'),
      required: true,
    },
  },
];
