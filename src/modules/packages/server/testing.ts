import { zipSync, strToU8, type Zippable } from 'fflate';

/** A file by its path; text or bytes, with options of its entry. */
export type TestFiles = Record<string, string | Uint8Array | [Uint8Array, object]>;

export function zip(files: TestFiles): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(files).map(([path, body]) => [
    path,
    typeof body === 'string' ? strToU8(body) : body,
  ]);
  return new Uint8Array(zipSync(Object.fromEntries(entries) as Zippable));
}

/** A part that tells: it counts its openings in what it keeps, and is done by its button. */
const part = (api: 'API' | 'API_1484_11', name: string): string => {
  const is12 = api === 'API';
  const [get, set, commit] = is12
    ? ['LMSGetValue', 'LMSSetValue', 'LMSCommit']
    : ['GetValue', 'SetValue', 'Commit'];
  const [begin, end] = is12 ? ['LMSInitialize', 'LMSFinish'] : ['Initialize', 'Terminate'];
  const status = is12
    ? `api.${set}('cmi.core.lesson_status', 'passed'); api.${set}('cmi.core.score.raw', '90'); api.${set}('cmi.core.score.max', '100');`
    : `api.${set}('cmi.completion_status', 'completed'); api.${set}('cmi.success_status', 'passed'); api.${set}('cmi.score.scaled', '0.9');`;
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${name}</title></head><body>
<h1>${name}</h1><p id="opened"></p><p id="name"></p><button id="done">Xong</button>
<script>
  var api = null, look = window;
  while (!api && look) { api = look.${api} || null; if (look === look.parent) break; look = look.parent; }
  api.${begin}('');
  var times = Number(api.${get}('cmi.suspend_data') || 0) + 1;
  document.getElementById('opened').textContent = 'Lần mở: ' + times;
  document.getElementById('name').textContent = api.${get}('${is12 ? 'cmi.core.student_name' : 'cmi.learner_name'}');
  api.${set}('cmi.suspend_data', String(times));
  api.${commit}('');
  document.getElementById('done').onclick = function () {
    ${status}
    api.${commit}('');
    this.textContent = 'Đã ghi';
  };
  window.addEventListener('unload', function () { api.${end}(''); });
</script></body></html>`;
};

/** A small course of SCORM 1.2, with one part that tells. */
export const scorm12 = (title = 'An toàn mật khẩu'): TestFiles => ({
  'imsmanifest.xml': `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>${title}</title>
<item identifier="i1" identifierref="r1" parameters="?che-do=1"><title>Phần một</title><adlcp:masteryscore>80</adlcp:masteryscore></item>
</organization></organizations>
<resources><resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="noi-dung/b%C3%A0i.html"><file href="noi-dung/bài.html"/></resource></resources>
</manifest>`,
  'noi-dung/bài.html': part('API', 'Phần một'),
});

/** A small course of SCORM 2004: one part that tells, and a page that does not. */
export const scorm2004 = (title = 'Mua sắm trên mạng'): TestFiles => ({
  'imsmanifest.xml': `<?xml version="1.0"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>${title}</title>
<item identifier="a" identifierref="ra"><title>Xem hàng</title></item>
<item identifier="b" identifierref="rb"><title>Tờ nhắc</title></item>
</organization></organizations>
<resources xml:base="noi-dung/"><resource identifier="ra" type="webcontent" adlcp:scormType="sco" href="a.html"/>
<resource identifier="rb" type="webcontent" adlcp:scormType="asset" href="b.html"/></resources>
</manifest>`,
  'noi-dung/a.html': part('API_1484_11', 'Xem hàng'),
  'noi-dung/b.html': '<!doctype html><title>b</title><h1>Tờ nhắc</h1>',
});

/** The body of the form that brings a file. */
export function formOf(
  file: Uint8Array<ArrayBuffer>,
  name = 'khoa-hoc.zip',
  source = 'Tự làm để thử',
): FormData {
  const form = new FormData();
  form.set('source', source);
  form.set('file', new Blob([file]), name);
  return form;
}
