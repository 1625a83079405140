/** Whether somebody else taps for the learner, as she said; the record says who tapped. */
export const helped = $state({ isHelped: false });
