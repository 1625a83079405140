import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Thực tế và nhịp cần có (số ví dụ)', 'What is and what is needed (sample figures)'),
    props: {
      label: say('Số người đã xác nhận theo tuần', 'People confirmed by week'),
      xLabel: say('Ngày', 'Day'),
      yLabel: say('Người', 'People'),
      series: [
        {
          name: say('thực tế', 'real'),
          points: [
            { x: '2026-09-01', y: 1200 },
            { x: '2026-10-01', y: 5200 },
            { x: '2026-11-01', y: 9800 },
            { x: '2026-11-21', y: 11842 },
          ],
        },
        {
          name: say('nhịp cần có', 'needed'),
          dashed: true,
          points: [
            { x: '2026-09-01', y: 0 },
            { x: '2026-12-31', y: 14748 },
          ],
        },
      ],
    },
  },
  {
    name: say('Dự báo có khoảng (số ví dụ)', 'A forecast with its interval (sample figures)'),
    props: {
      label: say('Số người theo tháng', 'People by month'),
      xLabel: say('Ngày', 'Day'),
      yLabel: say('Người', 'People'),
      series: [
        {
          name: say('thực tế', 'real'),
          points: [
            { x: '2026-09-30', y: 5200 },
            { x: '2026-10-31', y: 9800 },
          ],
        },
      ],
      bands: [
        {
          name: say('khoảng dự báo', 'forecast'),
          points: [
            { x: '2026-10-31', low: 9800, high: 9800 },
            { x: '2026-12-31', low: 12000, high: 19000 },
          ],
        },
      ],
    },
  },
  {
    name: say('Chưa có số', 'No figures'),
    props: {
      label: say('Chưa có số', 'No figures'),
      xLabel: say('Ngày', 'Day'),
      yLabel: say('Người', 'People'),
      series: [{ name: say('thực tế', 'real'), points: [] }],
    },
  },
];
