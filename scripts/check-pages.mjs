// Opens pages in headless Chromium and says what does not hold:
//   - no error in the console, and no request to anywhere but the disk
//   - nothing that a title brought is an element of the page
//   - no horizontal scroll of the whole page at 390 and 1280 pixels
//   - axe finds nothing serious or critical, and text in drawings has a contrast of 4.5 too, light and dark
//   - the Tab key reaches every link and control, and one sees where it is
//   - a page has at most 150 KB
//
//   node scripts/check-pages.mjs TOOLS BROWSER PICTURES PAGE...
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [tools, executablePath, pictures, ...files] = process.argv.slice(2);
const require = createRequire(path.resolve(tools) + '/');
const puppeteer = require('puppeteer-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const MOST_BYTES = 150_000;
const WIDTHS = [390, 1280];
const SCHEMES = ['light', 'dark'];
const BROWSERS = 2;
const MOST_LINES = 60;

// The elements that pages of ours have. Another one, or a second headline, came from a title. So did attributes that run
// something.
const OURS = ('html head meta title style body script nav main section h1 h2 h3 p a ul ol li dl dt dd div span bdi b small strong '
    + 'code pre table thead tbody tr th td figure figcaption details summary label input select option button '
    + 'svg text rect circle line polyline polygon').split(' ');
const RUNNING = '[onerror],[onload],[onclick],[onmouseover],[style]';
const FOCUSABLE = 'a[href],button,input,select,textarea,summary,[tabindex="0"]';

mkdirSync(pictures, { recursive: true });
const faults = [];
let seen = 0;

/** The name of a page in messages and of its pictures. */
function nameOf(file) {
    const from = path.resolve(file).split(path.sep).includes('hostile') ? 'hostile-' : '';
    return from + path.basename(file, '.html').replace(/[^a-zA-Z0-9.-]/g, '_');
}

/** Texts in drawings whose contrast with what lies behind them is below 4.5; axe does not look there. */
function dimTexts() {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgb = color => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = ([r, g, b]) => {
        const [x, y, z] = [r, g, b].map(v => v / 255).map(v => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const behind = text => {
        const box = text.getBBox();
        const x = box.x + box.width / 2;
        const y = box.y + box.height / 2;
        let color = null;
        if (!text.classList.contains('halo')) {
            for (const rect of text.ownerSVGElement.querySelectorAll('rect')) {
                const place = rect.getBBox();
                const style = getComputedStyle(rect);
                const isBehind = rect.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
                if (isBehind && style.fill !== 'none' && style.fillOpacity === '1' && x >= place.x && x <= place.x + place.width
                        && y >= place.y && y <= place.y + place.height) {
                    color = style.fill;
                }
            }
        }
        for (let e = text.ownerSVGElement; color === null && e; e = e.parentElement) {
            const background = getComputedStyle(e).backgroundColor;
            color = rgb(background)[3] === 255 ? background : null;
        }
        return color ?? 'white';
    };
    return [...document.querySelectorAll('svg text')]
        .filter(text => text.getClientRects().length > 0)
        .map(text => {
            const [a, b] = [luminance(rgb(getComputedStyle(text).fill)), luminance(rgb(behind(text)))];
            return { ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), text: text.textContent };
        })
        .filter(found => found.ratio < 4.5)
        .map(found => `"${found.text}" has a contrast of ${found.ratio.toFixed(2)}`);
}

/** Links and controls that are seen and that the Tab key does not reach, or that do not show that they are reached. */
async function unreached(page) {
    const count = await page.evaluate(focusable => {
        const all = [...document.querySelectorAll(focusable)].filter(e => e.checkVisibility() && !e.disabled);
        window.waiting = new Set(all);
        window.unseen = new Set();
        document.addEventListener('focusin', event => {
            window.waiting.delete(event.target);
            const style = getComputedStyle(event.target);
            if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) === 0) {
                window.unseen.add(event.target);
            }
        });
        document.activeElement?.blur();
        window.scrollTo(0, 0);
        return all.length;
    }, FOCUSABLE);
    for (let i = 0; i < count + 10; i++) {
        await page.keyboard.press('Tab');
    }
    return page.evaluate(() => [
        ...[...window.waiting].map(e => `Tab does not reach ${e.outerHTML.slice(0, 120)}`),
        ...[...window.unseen].map(e => `one does not see the focus on ${e.outerHTML.slice(0, 120)}`),
    ]);
}

async function check(browser, file) {
    const name = nameOf(file);
    const found = new Set();
    const bytes = statSync(file).size;
    if (bytes > MOST_BYTES) {
        found.add(`has ${bytes} bytes, more than ${MOST_BYTES}`);
    }
    const page = await browser.newPage();
    page.on('console', message => {
        if (['error', 'warn'].includes(message.type())) {
            found.add(`console: ${message.text().slice(0, 300)}`);
        }
    });
    page.on('pageerror', error => found.add(`error: ${error.message}`));
    page.on('request', request => {
        if (!request.url().startsWith('file://')) {
            found.add(`request to ${request.url().slice(0, 200)}`);
        }
    });
    for (const width of WIDTHS) {
        await page.setViewport({ width, height: width < 800 ? 844 : 800, deviceScaleFactor: 1 });
        for (const scheme of SCHEMES) {
            await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
            await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
            await page.screenshot({ path: `${pictures}/${name}-${width}-${scheme}.png`, fullPage: true });
            await page.evaluate(() => document.querySelectorAll('details').forEach(details => (details.open = true)));
            const where = `at ${width} px, ${scheme}`;
            for (const line of await page.evaluate(dimTexts)) {
                found.add(`${scheme}: ${line}`);
            }
            const state = await page.evaluate((ours, running) => ({
                over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
                foreign: [...document.querySelectorAll('*')]
                    .filter(e => !ours.includes(e.localName) || e.matches(running))
                    .map(e => e.outerHTML.slice(0, 120)),
                title: document.title,
                headlines: document.querySelectorAll('h1').length,
            }), OURS, RUNNING);
            if (state.over > 0) {
                found.add(`scrolls ${state.over} px to the side ${where}`);
            }
            if (state.title === 'run' || state.title === '') {
                found.add(`the window's title is "${state.title}"`);
            }
            if (state.headlines !== 1) {
                found.add(`has ${state.headlines} headlines`);
            }
            state.foreign.forEach(element => found.add(`an element that is not ours: ${element}`));
            await page.evaluate(axe);
            const violations = await page.evaluate(async () => {
                const result = await window.axe.run(document, {
                    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                    resultTypes: ['violations'],
                });
                return result.violations
                    .filter(violation => ['serious', 'critical'].includes(violation.impact))
                    .map(violation => `axe: ${violation.id}, ${violation.help}: ${violation.nodes.length} times, such as `
                        + violation.nodes[0].html.slice(0, 200));
            });
            violations.forEach(violation => found.add(`${violation} (${where})`));
            if (scheme === 'light') {
                (await unreached(page)).forEach(line => found.add(`${line} (${where})`));
            }
        }
    }
    await page.close();
    faults.push(...[...found].sort().map(fault => `${name}: ${fault}`));
    seen++;
}

// A browser each: a page that is not in front draws no picture.
async function checkAll(left) {
    const browser = await puppeteer.launch({
        executablePath,
        protocolTimeout: 60_000,
        args: [
            ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
            '--disable-dev-shm-usage',
            '--disable-gpu',
            '--force-color-profile=srgb',
        ],
    });
    try {
        while (left.length > 0) {
            await check(browser, left.shift());
        }
    } finally {
        await browser.close();
    }
}

const begin = Date.now();
const left = [...files];
await Promise.all(Array.from({ length: BROWSERS }, () => checkAll(left)));
faults.slice(0, MOST_LINES).forEach(fault => console.error(`check-pages: ${fault}`));
console.log(`check-pages: ${seen} pages in ${Math.round((Date.now() - begin) / 1000)} s, ${faults.length} faults, `
    + `pictures in ${pictures}`);
process.exit(faults.length === 0 && seen > 0 ? 0 : 1);
