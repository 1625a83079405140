// Finds a browser for the journeys: an installed one, else Playwright's own, else the system's package manager as root.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'chrome.exe',
  'msedge.exe',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** @returns {string | undefined} */
function installed() {
  const given = process.env.BDHVS_BROWSER;
  if (given) return given;
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/snap/bin');
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find(isProgram);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<string | undefined>} */
async function playwrights() {
  try {
    const { chromium } = await import('playwright-core');
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** @returns {boolean} whether it was tried and went well */
function installByApt() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {string[]} */ ...args) =>
    spawnSync('apt-get', ['-qq', ...args], { env, timeout: 300_000 }).status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium');
}

/**
 * @param {(line: string) => void} say what was found or done
 * @returns {Promise<string | undefined>} path of the program
 */
export async function findBrowser(say) {
  const found = installed();
  if (found) {
    say(`Browser: ${found}`);
    return found;
  }
  const own = await playwrights();
  if (own) {
    say(`Browser: Playwright's own, ${own}`);
    return own;
  }
  say('Browser: none is installed; trying the package manager…');
  const added = installByApt() ? installed() : undefined;
  say(
    added
      ? `Browser: ${added} (installed just now)`
      : 'Browser: none. Install Chromium or Chrome, or set BDHVS_BROWSER.',
  );
  return added;
}
