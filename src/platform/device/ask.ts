import Taro from '@tarojs/taro'

interface Question {
  title: string
  content: string
  /** What agreeing does; WeChat draws four characters at most, as in `cancelText`. */
  confirmText: string
  cancelText: string
}

/** Asks over whichever page is open; returns whether it was agreed to. */
export const ask = (question: Question): Promise<boolean> =>
  Taro.showModal(question).then(
    ({ confirm }) => confirm,
    () => false,
  )
