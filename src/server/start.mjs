// The first line of `npm start`. It must be readable by very old versions of Node, to tell what is missing.
const version = process.versions.node;
if (Number(version.split('.')[0]) < 20) {
  process.stderr.write(
    '✗ Node 20 or newer is needed to start, this is ' + version + ': see https://nodejs.org\n',
  );
  process.exit(1);
}
import('./launch.mjs');
