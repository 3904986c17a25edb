<?php
// More than the buffers of nginx and the kernel hold together while the visitor does not read.
for ($i = 0; $i < 512; $i++) {
    echo str_repeat('x', 65535), "\n";
}
