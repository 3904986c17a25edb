namespace Nginx502.Nginx;

/// <summary>What nginx reads the arguments of a directive as (nginx: src/core/ngx_conf_file.c, the ngx_conf_set_*_slot functions).</summary>
internal enum DirectiveValueKind
{
    /// <summary>Its module reads them in its own way.</summary>
    Own,

    /// <summary><c>on</c> or <c>off</c>.</summary>
    Flag,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A size with <c>k</c> or <c>m</c>.</summary>
    Size,

    /// <summary>A size with <c>k</c>, <c>m</c> or <c>g</c>.</summary>
    Offset,

    /// <summary>A time, kept in milliseconds.</summary>
    Time,

    /// <summary>A time, kept in seconds.</summary>
    Seconds,

    /// <summary>A number of buffers and the size of each.</summary>
    Buffers,

    /// <summary>One of some words.</summary>
    Enum,

    /// <summary>Several of some words.</summary>
    Mask,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>Any text; several directives add up.</summary>
    Texts,

    /// <summary>A name and a text; several directives add up.</summary>
    Pairs,

    /// <summary>A directory with up to three levels below it.</summary>
    Path,

    /// <summary>Permissions of files.</summary>
    Access,

    /// <summary>A size, or a text with variables that gives one.</summary>
    Sizes,
}
