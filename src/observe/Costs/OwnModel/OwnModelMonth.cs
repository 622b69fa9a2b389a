using Dashboard.Events;

namespace Dashboard.Costs.OwnModel;

/// <summary>One month of the comparison.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Api">What the API would cost.</param>
/// <param name="Own">What the GPUs would cost.</param>
/// <param name="Gpus">How many the peak needs.</param>
public sealed record OwnModelMonth(DateOnly Month, Nanodollars Api, Nanodollars Own, int Gpus);
