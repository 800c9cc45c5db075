/** What a notice of the system may be about. */
export const noticeKinds = ['invitations', 'changes', 'answers', 'failures', 'reminders'] as const
export type NoticeKind = (typeof noticeKinds)[number]
