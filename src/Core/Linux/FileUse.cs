namespace Nginx502.Linux;

/// <summary>What a file is opened for.</summary>
internal enum FileUse
{
    /// <summary>To read what is there.</summary>
    Read,

    /// <summary>To write a new file, readable by its owner alone; it must not be there yet.</summary>
    CreateNew,

    /// <summary>To write over the bytes of a file that is there.</summary>
    Overwrite,

    /// <summary>To add to a file, readable by its owner alone; made when it is not there.</summary>
    Append,
}
