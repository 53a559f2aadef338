/** What is said beside a recorder before an informant speaks into it. */
export const voiceOfReport = '办理的人会听到您的声音，可能听出是您；不愿意就只打字'
