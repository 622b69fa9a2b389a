using Dashboard.Postgres;

namespace Dashboard.Evaluations.Scores;

/// <summary>
/// Wakes the joiner of this process: scores or calls came. A score and its call that commit at the same moment do not see
/// each other; whoever commits last rings, and the joiner sees both.
/// </summary>
internal sealed class JoinSignal : Wake;
