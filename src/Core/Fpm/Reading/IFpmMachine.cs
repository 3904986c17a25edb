namespace Nginx502.Fpm;

/// <summary>What php-fpm asks of the machine while it reads its configuration. Null is the answer to what cannot be told.</summary>
internal interface IFpmMachine
{
    /// <summary>Whether a user of that name exists.</summary>
    bool? UserExists(string name);

    /// <summary>Whether a group of that name exists.</summary>
    bool? GroupExists(string name);

    /// <summary>Whether a path leads to a directory.</summary>
    bool? DirectoryExists(string path);

    /// <summary>The error with which a file cannot be opened for appending, made if it is missing; <see cref="Errno.None"/> when nothing stands in the way.</summary>
    Errno? ErrorOfAppending(string path);
}
