import { ruleWords } from '@doorstep/contract/rule-words'
import type { Raw } from '../../platform/context/call'
import { Html, html, htmlPage } from '../../platform/http/html'
import { checkInQr, type VenueFact } from '../../services/api'
import { printScript, printStyle } from './print-style'

/** Renders the poster with a venue's check-in code (签到码). */
export async function poster({ name, address, phone, hoursSays, checkInToken }: VenueFact): Promise<Raw> {
  const code = await checkInQr(checkInToken)
  return htmlPage({
    title: `${name} 签到码`,
    style: printStyle,
    script: printScript,
    body: html`
      <main class="poster">
        <p class="screen"><button id="print" type="button">打印</button></p>
        <h1>${name}</h1>
        <p class="big">到了请扫码签到、取号</p>
        ${new Html(code)}
        <ol>
          <li>打开微信小程序“家门口党支部”</li>
          <li>在“我的”点“扫码签到、取号”，对准上面的码</li>
          <li>没有预约的，扫码后选要办的事，取号等候</li>
        </ol>
        <p>${ruleWords.bookingCodeAtCounter}</p>
        <p>${address} · 电话 ${phone} · ${hoursSays}</p>
      </main>
    `,
  })
}
