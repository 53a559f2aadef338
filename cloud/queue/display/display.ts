import type { Context, Raw } from '../../platform/context/call'
import { html, htmlPage } from '../../platform/http/html'
import { venueFact } from '../../services/api'
import { displayScript } from './display-script'
import { displayStyle } from './display-style'

/**
 * Returns the page of a wall display (现在叫号), which updates itself; it contains the venue's name and no other stored data. Throws
 * `notFound`.
 */
export const display = async ({ tx, districtId }: Pick<Context, 'tx' | 'districtId'>, code: string): Promise<Raw> =>
  displayPage((await venueFact(tx, districtId, code)).name)

/** Renders the page for a venue of this name. */
const displayPage = (name: string): Raw =>
  htmlPage({
    title: `现在叫号 · ${name}`,
    style: displayStyle,
    script: displayScript,
    body: html`
      <header>
        <h1>${name}</h1>
        <time id="clock"></time>
      </header>
      <p id="trouble" role="status" hidden></p>
      <div class="hall">
        <main>
          <h2>现在叫号</h2>
          <ol id="called"></ol>
          <p id="none">现在没有叫号，请看好自己的号码</p>
        </main>
        <aside id="check-in" hidden>
          <div id="code" role="img" aria-label="签到码"></div>
          <p>到了扫码签到、取号</p>
        </aside>
        <aside id="key-over" role="status" hidden>
          <p>这块屏的地址已经换过，不再显示签到码</p>
          <p>请工作人员打开“叫号”，把新的大屏地址放到这块屏上</p>
        </aside>
      </div>
      <footer>
        <p>接下来 <strong id="next">—</strong></p>
        <p>等候 <strong id="waiting">0</strong> 个 <span id="estimate"></span></p>
        <button id="speak" type="button" aria-pressed="false">打开语音播报</button>
      </footer>
      <p id="said" class="only-heard" role="status" aria-live="polite"></p>
      <noscript><p>这个页面要用 JavaScript 更新号码，请换一个浏览器打开</p></noscript>
    `,
  })
