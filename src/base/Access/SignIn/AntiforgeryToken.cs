namespace Dashboard.Access.SignIn;

/// <summary>What a page's script sends back in <paramref name="Header"/> with every write.</summary>
internal sealed record AntiforgeryToken(string Header, string Token);
