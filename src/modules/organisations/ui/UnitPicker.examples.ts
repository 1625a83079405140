import type { Examples } from '#ui/examples.ts';

const unit = (id: number, name: string, place = '') => ({
  id,
  kind: 'province',
  division: '',
  code: '',
  name,
  place,
});
const provinces = [
  unit(1001, 'Thành phố Hà Nội'),
  unit(1040, 'Tỉnh Nghệ An'),
  unit(1079, 'Thành phố Hồ Chí Minh'),
];

export const examples: Examples = (say) => [
  { name: say('Chọn xã, phường', 'Choosing a commune'), props: { name: 'home', provinces } },
  {
    name: say('Đã chọn', 'Chosen'),
    props: { name: 'home', provinces, chosen: unit(126_882, 'Phường An Hội Tây', 'Thành phố Hồ Chí Minh') },
  },
  {
    name: say('Chưa chọn mà gửi', 'Sent without choosing'),
    props: {
      name: 'home',
      provinces,
      error: say('Chọn xã, phường nơi bác đang ở.', 'Choose the commune where you live.'),
    },
  },
];
