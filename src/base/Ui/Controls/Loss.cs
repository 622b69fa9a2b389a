namespace Dashboard.Ui.Controls;

/// <summary>What is asked before something is done that nothing brings back.</summary>
/// <param name="Title">As a question, such as <c>Revoke ci?</c></param>
/// <param name="Lost">What is lost, sentence by sentence.</param>
/// <param name="Act">The words of the button that does it.</param>
/// <param name="Keep">The words of the button that does not.</param>
public sealed record Loss(string Title, IReadOnlyList<string> Lost, string Act, string Keep = "Cancel");
