namespace Dashboard.Access.SignIn;

/// <summary>
/// Another way to sign in, for which the sign-in page shows a button. Whoever offers one registers it as a singleton
/// and answers at its path; in the end it asks <see cref="People.OutsideDoor"/> who came and calls <see
/// cref="SignInDoor"/>, or leads back to <c>/signin?denied=CODE</c> with a code of <see cref="SignInDenial"/>.
/// </summary>
/// <param name="Name">As in "Sign in with NAME".</param>
/// <param name="Path">Below <c>/signin/</c>; is opened with the wanted page as the parameter <c>return</c>.</param>
public sealed record SignInWay(string Name, string Path);
