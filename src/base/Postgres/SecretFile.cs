using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Postgres;

/// <summary>A secret that the console makes once and keeps in a file that only its own user may read (mode 600).</summary>
public static class SecretFile
{
    /// <summary>Reads the secret; the first caller, of whatever process, makes it: 32 random bytes as base64url.</summary>
    public static string ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            var draft = $"{path}.{Guid.NewGuid():N}";
            Create(draft, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(draft);
            }
        }

        return File.ReadAllText(path).Trim();
    }

    /// <summary>Writes the file anew, as a whole: whoever reads it finds the former text or this one.</summary>
    public static void Replace(string path, string text)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        try
        {
            Create(draft, text);
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <inheritdoc cref="Create(string, byte[])"/>
    internal static void Create(string path, string text) => Create(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a new file.</summary>
    /// <exception cref="IOException">It exists.</exception>
    internal static void Create(string path, byte[] content)
    {
        using var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
