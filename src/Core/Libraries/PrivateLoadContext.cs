using System.Reflection;
using System.Runtime.Loader;

namespace Nginx502.Libraries;

/// <summary>
/// Where the module's own libraries live. What a library refers to is looked for in <c>dependencies</c> first, and given by the
/// process only when it is not there (the runtime's own assemblies). Overriding <see cref="Load"/> is what makes it private: a
/// handler of the Resolving event would be asked after the default context, and so would meet other modules' versions.
/// </summary>
/// <param name="directory">The directory of the libraries.</param>
internal sealed class PrivateLoadContext(string directory) : AssemblyLoadContext("Nginx502.Libraries")
{
    private static readonly Assembly Core = typeof(PrivateLoadContext).Assembly;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The interfaces must be the very same types on both sides.
        if (assemblyName.Name == Core.GetName().Name)
        {
            return Core;
        }

        string path = Path.Combine(directory, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
