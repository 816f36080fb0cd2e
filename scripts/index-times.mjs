// Opens an index of creators in headless Chromium and says how long a reader waits: until the first rows are there, until all
// creators can be found, and for the answer to each letter typed.
//
//   node scripts/index-times.mjs TOOLS BROWSER INDEX QUERY
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [tools, executablePath, file, query] = process.argv.slice(2);
const puppeteer = createRequire(path.resolve(tools) + '/')('puppeteer-core');

const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox'] });
try {
    const page = await browser.newPage();
    // The time from the start of the navigation, which the page itself knows.
    const now = () => page.evaluate(() => performance.now());
    await page.goto(pathToFileURL(path.resolve(file)).href, { waitUntil: 'domcontentloaded' });
    await page.waitForFunction(() => document.querySelector('#rows tr'), { polling: 'raf' });
    const first = await now();
    await page.waitForFunction(() => {
        const { found, total } = document.getElementById('creators').dataset;
        const number = Number(total).toLocaleString('en-US');
        return document.getElementById('status').textContent === found.replace('{0}', number).replace('{1}', number);
    }, { polling: 'raf' });
    const all = await now();
    let slowest = 0;
    for (let letters = 1; letters <= query.length; letters++) {
        slowest = Math.max(slowest, await page.evaluate(text => {
            const begun = performance.now();
            const search = document.getElementById('search');
            search.value = text;
            search.dispatchEvent(new Event('input'));
            document.body.getBoundingClientRect();
            return performance.now() - begun;
        }, query.slice(0, letters)));
    }
    const shown = await page.evaluate(() => [...document.querySelectorAll('#rows th')].map(e => e.textContent));
    if (shown.length !== 1 || shown[0] !== query) {
        console.error(`the index: a search for ${query} shows ${shown.length} creators: ${shown.slice(0, 3)}`);
        process.exitCode = 1;
    }
    const ms = time => `${Math.round(time)} ms`;
    console.log(`the index: first rows after ${ms(first)}, all creators after ${ms(all)}, an answer to a letter within ${ms(slowest)}`);
} finally {
    await browser.close();
}
