namespace Dashboard.Postgres;

/// <summary>Bytes in a backup: those of all entries below <paramref name="Folder"/>, in their order.</summary>
/// <param name="Folder">Leading part of the entries' names.</param>
/// <param name="Bytes">How many there are.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record BackupContent(string Folder, long Bytes, string Sha256);
