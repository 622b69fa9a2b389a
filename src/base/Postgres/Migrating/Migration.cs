using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Postgres;

/// <summary>One numbered SQL file.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the text in UTF-8, lower-case hexadecimal: an applied file must never change.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>Reads the files of a set in their order.</summary>
    /// <exception cref="InvalidOperationException">The numbers are not 1, 2, 3 … or a file name has no number.</exception>
    public static IReadOnlyList<Migration> ReadAll(MigrationSet set)
    {
        var prefix = set.Folder + "/";
        var migrations = set.Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)
                && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => Read(set, name, name[prefix.Length..^".sql".Length]))
            .OrderBy(migration => migration.Number)
            .ToList();
        for (var i = 0; i < migrations.Count; i++)
        {
            if (migrations[i].Number != i + 1)
            {
                throw new InvalidOperationException(
                    $"Migrations of '{set.Name}' must be numbered 1, 2, 3 …: expected {i + 1:0000}, found "
                    + $"{migrations[i].Number:0000}_{migrations[i].Name}.sql.");
            }
        }

        return migrations;
    }

    private static Migration Read(MigrationSet set, string resource, string file)
    {
        var underscore = file.IndexOf('_', StringComparison.Ordinal);
        if (underscore < 1
            || !int.TryParse(file[..underscore], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new InvalidOperationException($"'{resource}' of '{set.Name}' must be named like 0001_name.sql.");
        }

        using var stream = set.Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new Migration(number, file[(underscore + 1)..], reader.ReadToEnd());
    }
}
