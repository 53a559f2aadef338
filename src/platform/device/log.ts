import Taro from '@tarojs/taro'

/** Longest text of one entry: WeChat keeps 5 KB. */
const longest = 2000

const textOf = (fault: unknown) => (fault instanceof Error ? `${fault.message}\n${fault.stack ?? ''}` : String(fault)).slice(0, longest)

/** Logs a fault of the program, for whoever runs it: WeChat's real-time log, the browser's console. Never what people wrote. */
export function logFault(where: string, fault: unknown): void {
  const text = textOf(fault)
  if (process.env.TARO_ENV === 'weapp') Taro.getRealtimeLogManager().error(where, text)
  else console.error(where, text)
}
