using MudBlazor;

namespace Dashboard.Ui.Controls;

/// <summary>What a <see cref="Choice{T}"/> offers.</summary>
/// <typeparam name="T">What is chosen.</typeparam>
public class Option<T> : MudSelectItem<T>;
