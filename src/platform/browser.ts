/** What the browser preview has and WeChat has not, named here so that no other file guesses at globals. */
interface Browser {
  location: { href: string; origin: string; protocol: string; host: string }
  sessionStorage: { getItem: (key: string) => string | null; setItem: (key: string, value: string) => void }
}

/** The browser's window in the preview, undefined in WeChat. */
export const browser = (): Browser | undefined => (process.env.TARO_ENV === 'h5' ? (globalThis as unknown as Browser) : undefined)
