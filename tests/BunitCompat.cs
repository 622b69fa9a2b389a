using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Dashboard.Testing;

/// <summary>Loads the AngleSharp.Diffing build that lies in <c>compat/</c>: bunit asks for a version that not every feed serves.</summary>
internal static class BunitCompat
{
    [ModuleInitializer]
    internal static void Init() => AssemblyLoadContext.Default.Resolving += Resolve;

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == "AngleSharp.Diffing"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "compat", "AngleSharp.Diffing.dll"))
            : null;
}
