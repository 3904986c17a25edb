<?php
// More than any one buffer of nginx holds by default (one page).
for ($i = 0; $i < 40; $i++) {
    header("X-Big-$i: " . str_repeat('x', 1000));
}
echo "big header\n";
