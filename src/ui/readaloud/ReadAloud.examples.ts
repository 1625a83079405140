import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Chỉ hiện khi máy thật sự có giọng đọc', 'Only where a voice is really installed'),
    props: {
      explain: true,
      language: say('vi', 'en'),
      sentences: [
        say('Chào bác.', 'Hello.'),
        say('Hôm nay mình học một việc nhé.', 'Let us learn one thing today.'),
      ],
    },
  },
];
