using System.Buffers.Binary;
using System.Text;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection.Masters;

/// <summary>Of a program file what is no code is read, where the two can be told apart.</summary>
public sealed class ProgramSegmentsTests : IDisposable
{
    private const uint Executable = 1;
    private const uint Writable = 2;
    private const uint Readable = 4;
    private const int TableAt = 64;
    private const int SegmentSize = 56;
    private const int DataAt = 1024;

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void CodeIsLeftOut()
    {
        byte[] program = Program((Readable, "nginx version: a"), (Readable | Executable, "nginx version: b"), (Readable, "constant"), (Readable | Writable, "variable"));

        Assert.Equal("nginx version: a\0\0constant\0\0variable\0\0", Data(program));
        Assert.Equal("a", Text(program)!.After("nginx version: "u8));
    }

    // Older linkers put constants beside the code.
    [Fact]
    public void WhereNoPartIsConstantAllIsRead()
    {
        byte[] program = Program((Readable | Executable, "nginx version: b"), (Readable | Writable, "variable"));

        Assert.Null(Data(program));
        Assert.Equal("b", Text(program)!.After("nginx version: "u8));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(54, 40)]
    [InlineData(57, 200)]
    [InlineData(37, 200)]
    public void WhatCannotBeToldIsReadWhole(int at, byte value)
    {
        byte[] program = Program((Readable, "nginx version: a"), (Readable | Executable, "b"));
        program[at] = value;

        Assert.Null(Data(program));
        Assert.Equal("a", Text(program)!.After("nginx version: "u8));
    }

    // Parts that lie over each other would take many times what the file has.
    [Fact]
    public void PartsThatOverlapAreNotRead()
    {
        byte[] program = Program((Readable, new string('x', 100)), (Readable, "b"), (Readable, "c"));
        program.AsSpan(TableAt, SegmentSize).CopyTo(program.AsSpan(TableAt + SegmentSize));
        BinaryPrimitives.WriteUInt64LittleEndian(program.AsSpan(TableAt + 8), 0);
        BinaryPrimitives.WriteUInt64LittleEndian(program.AsSpan(TableAt + 32), (ulong)program.Length);

        Assert.Null(Data(program));
    }

    // A file that was cut off names parts that are not there.
    [Fact]
    public void APartBeyondTheEndIsNone()
    {
        byte[] program = Program((Readable, "first"), (Readable, "second"));

        Assert.Equal("first\0\0", Data(program[..^3]));
    }

    [Fact]
    public void TheTextsOfARealProgramAreOutsideOfItsCode()
    {
        using FileStream stream = File.OpenRead("/bin/sh");
        byte[] head = new byte[ProgramSegments.HeaderSize];
        stream.ReadExactly(head);
        byte[] data = ProgramSegments.ReadData(stream.SafeFileHandle, head, int.MaxValue)!;

        Assert.InRange(data.Length, 1, stream.Length - 1);
        Assert.True(new ProgramText(data).Contains("PATH"u8));
    }

    private string? Data(byte[] program)
    {
        File.WriteAllBytes(_path, program);
        using FileStream stream = File.OpenRead(_path);
        return ProgramSegments.ReadData(stream.SafeFileHandle, program.AsSpan(0, ProgramSegments.HeaderSize), int.MaxValue) is { } data ? Encoding.ASCII.GetString(data) : null;
    }

    private ProgramText? Text(byte[] program)
    {
        File.WriteAllBytes(_path, program);
        return ProgramText.Read(FileTree.Host.Open(_path), out _);
    }

    private static byte[] Program(params (uint Rights, string Text)[] parts)
    {
        byte[] program = new byte[DataAt + parts.Sum(part => part.Text.Length + 1)];
        "\u007FELF\u0002\u0001"u8.CopyTo(program);
        BinaryPrimitives.WriteUInt64LittleEndian(program.AsSpan(32), TableAt);
        BinaryPrimitives.WriteUInt16LittleEndian(program.AsSpan(54), SegmentSize);
        BinaryPrimitives.WriteUInt16LittleEndian(program.AsSpan(56), (ushort)parts.Length);
        int at = DataAt;
        for (int index = 0; index < parts.Length; index++)
        {
            Span<byte> segment = program.AsSpan(TableAt + (index * SegmentSize), SegmentSize);
            BinaryPrimitives.WriteUInt32LittleEndian(segment, 1);
            BinaryPrimitives.WriteUInt32LittleEndian(segment[4..], parts[index].Rights);
            BinaryPrimitives.WriteUInt64LittleEndian(segment[8..], (ulong)at);
            BinaryPrimitives.WriteUInt64LittleEndian(segment[32..], (ulong)parts[index].Text.Length + 1);
            Encoding.ASCII.GetBytes(parts[index].Text).CopyTo(program, at);
            at += parts[index].Text.Length + 1;
        }

        return program;
    }
}
