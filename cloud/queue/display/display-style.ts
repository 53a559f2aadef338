/**
 * The style sheet of the wall display: white and yellow on black (contrast above 12:1), sized by the screen, without motion unless
 * something is new.
 */
export const displayStyle = `
:root { color-scheme: dark; }
* { box-sizing: border-box; margin: 0; }
body {
  min-height: 100vh; display: flex; flex-direction: column; gap: 2vh; padding: 3vh 3vw;
  background: #000; color: #fff; font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
header { display: flex; justify-content: space-between; align-items: baseline; gap: 3vw; }
h1 { font-size: clamp(24px, 4.5vh, 72px); }
h2 { font-size: clamp(20px, 3.5vh, 56px); font-weight: 600; }
#clock { font-size: clamp(24px, 4.5vh, 72px); font-variant-numeric: tabular-nums; }
#trouble { padding: 1.5vh 2vw; background: #fff; color: #000; font-size: clamp(20px, 3.5vh, 56px); font-weight: 700; }
.hall { flex: 1; display: flex; flex-wrap: wrap; align-items: flex-end; gap: 2vh 2vw; }
#check-in { padding: 1.5vh; border-radius: 8px; background: #fff; color: #000; text-align: center; font-size: clamp(16px, 2.5vh, 40px); }
#key-over { padding: 1.5vh 2vw; border-radius: 8px; background: #fff; color: #000; max-width: 40vw; font-size: clamp(16px, 2.5vh, 40px); }
#code svg { display: block; width: clamp(160px, 30vh, 480px); height: clamp(160px, 30vh, 480px); }
main { flex: 1 1 50vw; align-self: stretch; display: flex; flex-direction: column; gap: 1.5vh; }
#called { list-style: none; padding: 0; display: flex; flex-direction: column; gap: 1vh; }
#called li {
  display: grid; grid-template-columns: 1.3fr 1.6fr auto; align-items: baseline; gap: 2vw;
  padding: 1vh 2vw; border-left: 1vw solid #ffd400; background: #1a1a1a;
  font-size: clamp(28px, 7vh, 120px); font-variant-numeric: tabular-nums;
}
#called li:first-child { font-size: clamp(40px, 12vh, 220px); }
#called li.serving { border-left-color: #777; }
#called .number { color: #ffd400; font-weight: 800; }
#called .what { font-size: 0.5em; }
#none { font-size: clamp(24px, 5vh, 80px); }
footer { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 1vh 3vw; font-size: clamp(20px, 3.5vh, 56px); }
button { min-height: 48px; padding: 0.4em 1em; border: 2px solid #fff; border-radius: 8px; background: #000; color: #fff; font: inherit; }
button:focus-visible { outline: 4px solid #ffd400; outline-offset: 2px; }
.only-heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
[hidden] { display: none; }
@media (prefers-reduced-motion: no-preference) {
  #called li.new { animation: called 1s ease-in-out 3; }
  @keyframes called { 50% { background: #665500; } }
}
@media (max-width: 700px) { #called li { grid-template-columns: 1fr; gap: 0; } }
`
