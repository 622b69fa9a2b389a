namespace Dashboard.Access.People;

/// <summary>What is known about a person besides the record of decisions.</summary>
internal sealed record PersonDetails(
    string PersonId, string Email, string? Name, string? PasswordHash, DateTimeOffset CreatedAt);
